package slipway.testkit;

import slipway.image.Store;

final class MemoryStoreTest extends StoreContract {

    @Override
    protected Store emptyStore() {
        return new MemoryStore();
    }
}
