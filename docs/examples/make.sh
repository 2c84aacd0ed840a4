# The stored examples, made by `make examples`; tests/test_examples.py runs these lines too.
dcenergy compare dongjiang-lake dongjiang-air-chilled --report lake-or-chillers.html --json lake-or-chillers.json
dcenergy compare base/indirect-evaporative --over all --by energy --report climates.html --json climates.json
dcenergy run dongjiang-lake --no-report --json dongjiang-lake.json
