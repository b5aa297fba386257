/// File trees on disk, for steps that run processes: layers unpacked, drafts that a step writes to, and what it changed.
///
/// The front door is [slipway.build.run.snapshot.Snapshotter]. Two of them give the same layer bytes:
/// [slipway.build.run.snapshot.OverlaySnapshotter] lets the kernel lay directories over each other,
/// [slipway.build.run.snapshot.CopySnapshotter] copies them where the kernel cannot. Steps that only copy files need
/// neither: they write tars, see `slipway.image.layer`.
///
/// Everything here walks trees that others have written, so it never follows a link and never takes a path apart from the
/// directory it was looked up in. This package knows no plan, no cache and no process.
@NullMarked
package slipway.build.run.snapshot;

import org.jspecify.annotations.NullMarked;
