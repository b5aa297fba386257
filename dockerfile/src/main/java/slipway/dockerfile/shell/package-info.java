/// The small part of a shell that builders know: quotes, escapes, variables.
///
/// The front door is [slipway.dockerfile.shell.ShellText], which works on plain strings and says where in them a mistake
/// is. Parsing uses it to find here-documents, expansion to replace variables. Not exported.
@NullMarked
package slipway.dockerfile.shell;

import org.jspecify.annotations.NullMarked;
