# What a developer does. Everything here works the same in continuous integration.

.PHONY: all check test docs dist clean

all: test

## Build, and run the tests.
test:
	mvn -q -B verify

check: test
	sh -n slipway
	for script in cli/src/main/sh/*.sh; do sh -n "$$script" || exit 1; done

## Write the pages of the commands and of the rules again from what the sources say.
docs:
	SLIPWAY_ACCEPT=1 mvn -q -B -pl cli -am test -Dtest=CommandPagesTest,RulePagesTest -Dsurefire.failIfNoSpecifiedTests=false

## A directory that runs where no JDK is: dist/slipway/bin/slipway.
dist:
	sh cli/src/main/sh/dist.sh

clean:
	rm -rf target dist */target
