/// The part of Go's `text/template` that `--format` needs, with the functions Docker adds, over JSON values.
///
/// The front door is [slipway.cli.template.Template]. What a template may look at is a [slipway.image.json.Json] object.
/// Loops are over what the object holds, so that a template always ends.
@NullMarked
package slipway.cli.template;

import org.jspecify.annotations.NullMarked;
