/// JSON as a tree of values, read strictly and written in one canonical way.
///
/// The front door is [slipway.image.json.Json]. Reading refuses duplicate keys and absurd depth, since manifests come from
/// strangers; writing keeps the order of keys and adds no white space, so that equal values have equal bytes.
@NullMarked
package slipway.image.json;

import org.jspecify.annotations.NullMarked;
