# The stored examples, made by `make examples`; tests/test_examples.py runs these lines too.
dcenergy compare dongjiang-lake dongjiang-air-chilled --report lake-or-chillers.html --json lake-or-chillers.json
dcenergy compare base/indirect-evaporative --over clusters --by energy --report ten-clusters.html --json ten-clusters.json
dcenergy run dongjiang-lake --report dongjiang-lake.html --json dongjiang-lake.json
