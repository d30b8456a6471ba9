/*
 * SheetJS (npm package xlsx): every format. Speaks as reader.py says.
 */
'use strict';

const fs = require('fs');
const readline = require('readline');
const sheetjs = require('xlsx');

const STATES = ['visible', 'hidden', 'veryHidden'];

function valueOf(cell) {
    if (cell.t === 'e')
        return cell.w;
    if (cell.t === 'd')
        return cell.v instanceof Date ? cell.v.toISOString() : cell.v;
    if (cell.t === 'n' && cell.z && sheetjs.SSF.is_date(String(cell.z)))
        return { serial: cell.v };
    return cell.v;
}

function cellsOf(sheet) {
    const cells = [];
    for (const name of Object.keys(sheet)) {
        if (name[0] === '!')
            continue;
        const cell = sheet[name];
        if (cell.t === 'z' || cell.v === undefined || cell.v === null)
            continue;
        const place = sheetjs.utils.decode_cell(name);
        cells.push([place.r + 1, place.c + 1, valueOf(cell)]);
    }
    return cells;
}

function read(path) {
    const isText = /\.(csv|tsv)$/i.test(path);
    const options = { cellNF: true, cellText: true, raw: true };
    if (isText)
        options.codepage = 65001;
    const book = sheetjs.read(fs.readFileSync(path), options);
    const properties = book.Workbook || {};
    const sheets = [];
    book.SheetNames.forEach((name, i) => {
        const sheet = book.Sheets[name];
        const info = (properties.Sheets || [])[i] || {};
        if (sheet && (!sheet['!type'] || sheet['!type'] === 'sheet'))
            sheets.push([name, STATES[info.Hidden || 0], cellsOf(sheet)]);
    });
    const is1904 = Boolean((properties.WBProps || {}).date1904);
    return { is_1904: is1904, sheets };
}

console.log = console.error = console.warn = () => {};
readline.createInterface({ input: process.stdin }).on('line', path => {
    let answer;
    try {
        answer = read(path);
    } catch (reason) {
        answer = { error: String(reason && reason.message || reason) };
    }
    fs.writeSync(1, JSON.stringify(answer) + '\n');
});
