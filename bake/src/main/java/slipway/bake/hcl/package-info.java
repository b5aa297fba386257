/// HCL text to a tree: the native syntax and the JSON syntax of HCL 2.
///
/// The front door is [slipway.bake.hcl.Body#parse]. Nothing is evaluated here and no block or attribute has a meaning yet;
/// every node knows where it stands. Must not use any other package of this module.
@NullMarked
package slipway.bake.hcl;

import org.jspecify.annotations.NullMarked;
