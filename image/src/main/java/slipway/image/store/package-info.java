/// The content store: blobs and names in a directory that several processes share.
///
/// The front doors are [slipway.image.store.DirectoryStore], which is a valid OCI image layout with more rooms beside it;
/// [slipway.image.store.StoreImages], which takes images from a store and puts them there; and
/// [slipway.image.store.Artifacts], which loads artifacts and finds everything they need. A blob is never opened but
/// through a [slipway.image.store.VerifiedInputStream].
///
/// This package knows no archives, no layers' content, no registry and no build.
@NullMarked
package slipway.image.store;

import org.jspecify.annotations.NullMarked;
