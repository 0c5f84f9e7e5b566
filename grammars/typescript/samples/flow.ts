async function* run(items: string[]) {
//                                   ^ blocks: @block
  if (!items) throw new RangeError("😀");
  // <- blocks: @flow.branch
//            ^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.raise
//                      ^^^^^^^^^^ blocks: @raised
  for (const item of items) yield item;
  // <- blocks: @flow.loop
//           ^^^^ scopes: @local.definition.variable
//                          ^^^^^^^^^^ blocks: @flow.yield
  try { await items; } catch (error) { }
//      ^^^^^^^^^^^ blocks: @flow.await
//                     ^^^^^^^^^^^^^^^^^ blocks: @flow.catch
  return;
  // <- blocks: @flow.return
}
