module example.test/clock

go 1.19
