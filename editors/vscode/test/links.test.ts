import assert from 'node:assert/strict';
import { test } from 'node:test';

import { relativeLinks } from '../src/links';

test('links to files become relative, with their line; others stay', () => {
    assert.equal(
        relativeLinks('- `f` · [a.py:3](file:///src/pkg/__init__.py#L3), [site](https://example.org/x)', '/home/me/store'),
        '- `f` · [a.py:3](../../../src/pkg/__init__.py#L3), [site](https://example.org/x)',
    );
});

test('names with spaces, brackets and Chinese characters stay one link', () => {
    const link = '[x](file:///src/%E6%96%87%E4%BB%B6%20%281%29/a.py#L1)';
    const path = relativeLinks(link, '/src').slice('[x]('.length, -1);
    assert.equal(decodeURIComponent(path), '文件 (1)/a.py#L1');
});
