/// The low forms of archives: what compression a stream has, the header blocks of tars, sparse files.
///
/// The front door is [slipway.image.tar.Decompressed]. This package knows neither layers nor entries.
@NullMarked
package slipway.image.tar;

import org.jspecify.annotations.NullMarked;
