async function run(items) {
// <- scopes: @local.scope
//                        ^ blocks: @block
  if (items) {
  // <- blocks: @flow.branch
    throw new errors.Failed("no");
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.raise
//                   ^^^^^^ blocks: @raised
  } else if (ready) throw reason;
//                        ^^^^^^ blocks: @raised
  for (const item of items) {
  // <- blocks: @flow.loop scopes: @local.scope
//           ^^^^ scopes: @local.definition.variable
    await item;
//  ^^^^^^^^^^ blocks: @flow.await
  }
  for (let i = 0, n = 3; i < n; i++) {}
  // <- blocks: @flow.loop
//         ^ scopes: @local.definition.variable
//                ^ scopes: @local.definition.variable
  do { } while (false);
  // <- blocks: @flow.loop
  switch (items) {
  // <- blocks: @flow.branch
//               ^ blocks: @block
    case 1:
//  ^^^^ blocks: @flow.branch
      break;
  }
  try { } catch (error) { }
//        ^^^^^^^^^^^^^^^^^ blocks: @flow.catch
//               ^^^^^ scopes: @local.definition.variable
  return items ? 1 : 2;
  // <- blocks: @flow.return
//       ^^^^^^ 1 : 2? blocks: @flow.branch
}
function* generate() { yield 1; }
//                     ^^^^^^^ blocks: @flow.yield
