fn walk(thing: Option<u8>, many: &[u8]) -> Result<u8, Error> {
//      ^^^^^ scopes: @local.definition.parameter
//                                                           ^ blocks: @block
    let first = many.first().ok_or(Error::Empty)?;
    // <- scopes: !local.scope
    //  ^^^^^ scopes: @local.definition.variable
    //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calls: @call
    //          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ blocks: @flow.return
    //          ^^^^^^^^^^^^ calls: @receiver
    //               ^^^^^ scopes: @member.reference
    //                       ^^^^^ calls: @name
    //                            ^^^^^^^^^^^^^^ calls: @arguments
    //                             ^^^^^ scopes: @receiver @local.reference
    //                                    ^^^^^ scopes: @member.reference
    if let Some(inner) = thing {
    // <- blocks: @flow.branch scopes: @local.scope
    //          ^^^^^ scopes: @local.definition.variable
    //     ^^^^ scopes: !local.definition.variable
        return Err(Error::Empty);
        // <- blocks: @flow.return
        //     ^^^^^^^^^^^^^^^^^ blocks: @flow.raise
        //                ^^^^^ blocks: @raised
    }
    match many {
    // <- blocks: @flow.branch
    //         ^ blocks: @block
        [head, .., last] if *head > 1 => helper::run::<u8>(*last),
        // <- scopes: @local.scope
        // <- blocks: !flow.catch
        //^^^^ scopes: !local.definition.variable
        //         ^^^^ scopes: @local.definition.variable
        //                               ^^^^^^^^^^^^^^^^^^^^^^^^ calls: @call
        //                               ^^^^^^ calls: @receiver
        //                                       ^^^ calls: @name
        whole @ [_] => drop(whole),
        // <- scopes: @local.definition.variable
        //             ^^^^ calls: @name
        EMPTY | _ => {}
        // <- scopes: !local.definition.variable
    }
    match send(Point { x: 1 }) {
        Ok(Point { x, y: (上, 下) }) => x + 上,
        //         ^ scopes: @local.definition.variable
        //                ^ scopes: @local.definition.variable
        Err(error) => return Err(Wrapped(error)),
        // <- blocks: @flow.catch
        //  ^^^^^ scopes: @local.definition.variable
        //                       ^^^^^^^ blocks: @raised
    };
    'outer: for (at, each) in many.iter().enumerate() {
    // <- blocks: @flow.loop scopes: @local.scope
    //           ^^ scopes: @local.definition.variable
        while at < 3 {
        // <- blocks: @flow.loop scopes: @local.scope
            loop { break 'outer; }
            // <- blocks: @flow.loop
            //            ^^^^^ scopes: @local.label
        }
    }
    let double = |x: u8, mut y| x * y;
    //           ^^^^^^^^^^^^^^^^^^^^ scopes: @local.scope
    //            ^ scopes: @local.definition.parameter
    //                       ^ scopes: @local.definition.variable
    for each in many { double(*each, 1); }
    //  ^^^^ scopes: @local.definition.variable
    let ref shared = first;
    //      ^^^^^^ scopes: @local.definition.variable
    assert_eq!(crate::area(self.shape(1, 2)), vec![1, 2], "色 {}", shared);
    // <- calls: @call
    // <- calls: @name
    //        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ calls: @arguments
    //         ^^^^^ calls: @receiver
    //                ^^^^ calls: @call @name scopes: @member.reference
    //                          ^^^^^ calls: @name scopes: @member.reference
    //                     ^^^^ scopes: @receiver
    //                               ^^^^^^ calls: @arguments
    panic!("no");
    // <- blocks: @flow.raise
}

async fn fetch() -> u8 {
    later().await
    // <- blocks: @flow.await
}

fn numbers() { yield 1; }
//             ^^^^^^^ blocks: @flow.yield
