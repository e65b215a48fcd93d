package chat.sotto.service.store.blob;

import chat.sotto.service.contract.BlobStoreContract;
import chat.sotto.service.store.BlobStore;

/** Memory keeps the promises of a store of blobs. */
class MemoryBlobsTest extends BlobStoreContract {
  @Override
  protected BlobStore open() {
    return new MemoryBlobs();
  }
}
