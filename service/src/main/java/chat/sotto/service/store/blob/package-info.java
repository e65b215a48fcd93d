/**
 * Where the sealed bytes of attachments are: in memory, in a folder, in a bucket. {@link
 * chat.sotto.service.store.blob.BlobStores} opens them by a URL.
 */
@NullMarked
package chat.sotto.service.store.blob;

import org.jspecify.annotations.NullMarked;
