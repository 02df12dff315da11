//! One program becomes two: what must be there first, and a late part that works on the memory and tables of the
//! first. The first part keeps its names and can be split again.
//!
//! A function that loads late leaves its place in the first part empty, where only late functions call it, or leaves a
//! stub: it asks the page for the late part where that is not there yet, and calls through a new slot of the table,
//! which the late part fills in when it is instantiated. So no index changes, and a function that was thought to be
//! late and is needed early costs a wait and nothing else.

use super::module::{Module, section};
use crate::tools::trouble::Trouble;
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, ElementSection, Elements, EntityType, ExportKind, ExportSection, Function,
    FunctionSection, ImportSection, RawSection, TableSection,
};
use wasmparser::Operator;

/// The imported function that a stub calls while the late part is missing; the glue gives it a longer name.
const FETCH: &str = "__wbg_late_";
/// Whose exports the late part imports.
const FIRST: &str = "p";
/// The custom section with the names of functions.
const NAMES: &str = "name";
/// Bytes of a stub, about: moving a smaller function gains nothing.
const STUB: usize = 24;

/// The two parts.
pub(super) struct Parts {
    pub first: Vec<u8>,
    pub late: Vec<u8>,
    /// How many functions moved.
    pub moved: usize,
}

/// Splits a program; `late` says which names load late.
pub(super) fn split(bytes: &[u8], late: impl Fn(&str) -> bool) -> Result<Parts, Trouble> {
    let module = Module::read(bytes)?;
    let fetch = module.imported.iter().position(|name| name.starts_with(FETCH));
    let fetch = fetch.ok_or_else(|| odd("does not import the function that fetches its late part"))? as u32;
    let moved = choose(&module, late)?;
    let base = u32::try_from(module.tables.first().ok_or_else(|| odd("has no table"))?.initial)
        .map_err(|_| odd("has a table that is too large"))?;
    let slots: BTreeMap<u32, u32> = moved.iter().filter(|(_, called)| **called).map(|(f, _)| *f).zip(base..).collect();
    let second = second(&module, &moved, &slots, base)?;
    let first = first(&module, &moved, &slots, fetch, &second.wanted)?;
    Ok(Parts { first, late: second.bytes, moved: moved.len() })
}

fn odd(what: &str) -> Trouble {
    Trouble::new(format!("the compiled program {what}"), "See tools/split/parts.rs: it says what it counts on.")
}

fn failed<E: std::fmt::Debug>(error: Error<E>) -> Trouble {
    odd(&format!("could not be written anew: {error:?}"))
}

/// The functions that move, each with whether it is called from the first part.
fn choose(module: &Module<'_>, late: impl Fn(&str) -> bool) -> Result<BTreeMap<u32, bool>, Trouble> {
    let mut callers: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    let mut moved = BTreeMap::new();
    for (function, body) in (module.first()..).zip(&module.bodies) {
        let uses = Module::uses(body)?;
        for callee in uses.functions {
            callers.entry(callee).or_default().push(function);
        }
        let name = module.name(function);
        if !uses.bound && !name.is_empty() && late(name) {
            moved.insert(function, false);
        }
    }
    // What stays because it is small may be the only caller of others: until nothing changes any more.
    loop {
        let called = |function: &u32, moved: &BTreeMap<u32, bool>| {
            let by_first = |callers: &Vec<u32>| callers.iter().any(|caller| !moved.contains_key(caller));
            module.exposed.contains(function) || callers.get(function).is_some_and(by_first)
        };
        let marks: Vec<(u32, bool)> = moved.keys().map(|function| (*function, called(function, &moved))).collect();
        let small = |function: u32| module.body(function).is_none_or(|body| body.range().len() <= STUB);
        let before = moved.len();
        moved = marks.into_iter().filter(|(function, called)| !(*called && small(*function))).collect();
        if moved.len() == before {
            return Ok(moved);
        }
    }
}

/// What the late part wants of the first, by index.
#[derive(Default)]
struct Wanted {
    functions: BTreeSet<u32>,
    globals: BTreeSet<u32>,
    tables: BTreeSet<u32>,
}

/// The first part: the program with late bodies emptied, more room in the table, and exports for the late part.
fn first(
    module: &Module<'_>,
    moved: &BTreeMap<u32, bool>,
    slots: &BTreeMap<u32, u32>,
    fetch: u32,
    wanted: &Wanted,
) -> Result<Vec<u8>, Trouble> {
    let mut out = wasm_encoder::Module::new();
    let mut same = RoundtripReencoder;
    for (id, range) in &module.sections {
        match *id {
            section::TABLE => {
                let mut tables = TableSection::new();
                for (at, table) in module.tables.iter().enumerate() {
                    let mut table = same.table_type(*table).map_err(failed)?;
                    if at == 0 {
                        table.minimum += slots.len() as u64;
                        table.maximum = table.maximum.map(|maximum| maximum + slots.len() as u64);
                    }
                    tables.table(table);
                }
                out.section(&tables);
            }
            section::EXPORT => {
                let mut exports = ExportSection::new();
                for export in &module.exports {
                    exports.export(export.name, same.export_kind(export.kind).map_err(failed)?, export.index);
                }
                let groups = [
                    (ExportKind::Func, "f", &wanted.functions),
                    (ExportKind::Global, "g", &wanted.globals),
                    (ExportKind::Table, "t", &wanted.tables),
                ];
                let known: BTreeSet<&str> = module.exports.iter().map(|export| export.name).collect();
                let mut add = |name: String, kind, index| {
                    if !known.contains(name.as_str()) {
                        exports.export(&name, kind, index);
                    }
                };
                for (kind, letter, indices) in groups {
                    for index in indices {
                        add(name(letter, *index), kind, *index);
                    }
                }
                add(name("m", 0), ExportKind::Memory, 0);
                out.section(&exports);
            }
            section::CODE => {
                let mut code = CodeSection::new();
                for (function, body) in (module.first()..).zip(&module.bodies) {
                    match (moved.contains_key(&function), slots.get(&function)) {
                        (false, _) => code.raw(&module.bytes[body.range()]),
                        (true, Some(slot)) => code.function(&stub(module, function, *slot, fetch)?),
                        (true, None) => {
                            let mut empty = Function::new([]);
                            empty.instructions().unreachable().end();
                            code.function(&empty)
                        }
                    };
                }
                out.section(&code);
            }
            id => {
                out.section(&RawSection { id, data: &module.bytes[range.clone()] });
            }
        }
    }
    if let Some(data) = &module.name_section {
        out.section(&CustomSection { name: NAMES.into(), data: (&module.bytes[data.clone()]).into() });
    }
    Ok(out.finish())
}

/// Short, and like no name that the glue uses. All late parts import under the same names.
fn name(letter: &str, index: u32) -> String {
    format!("~{letter}{index:x}")
}

fn stub(module: &Module<'_>, function: u32, slot: u32, fetch: u32) -> Result<Function, Trouble> {
    let kind = module.types_of[function as usize];
    let parameters = module.type_of(function).map_or(0, |kind| kind.params().len()) as u32;
    let slot = i32::try_from(slot).map_err(|_| odd("has a table that is too large"))?;
    let mut stub = Function::new([]);
    let mut code = stub.instructions();
    code.i32_const(slot).table_get(0).ref_is_null().if_(wasm_encoder::BlockType::Empty).call(fetch).end();
    for parameter in 0..parameters {
        code.local_get(parameter);
    }
    code.i32_const(slot).call_indirect(0, kind).end();
    Ok(stub)
}

struct Second {
    bytes: Vec<u8>,
    wanted: Wanted,
}

/// The late part: the bodies that moved, with all else imported from the first.
fn second(
    module: &Module<'_>,
    moved: &BTreeMap<u32, bool>,
    slots: &BTreeMap<u32, u32>,
    base: u32,
) -> Result<Second, Trouble> {
    let mut wanted = Wanted::default();
    wanted.tables.insert(0);
    for function in moved.keys() {
        let Some(body) = module.body(*function) else { continue };
        let uses = Module::uses(body)?;
        wanted.functions.extend(uses.functions.iter().filter(|callee| !moved.contains_key(callee)));
        wanted.globals.extend(uses.globals);
        wanted.tables.extend(uses.tables);
    }

    let mut same = RoundtripReencoder;
    let mut out = wasm_encoder::Module::new();
    let types = module.sections.iter().find(|(id, _)| *id == section::TYPE);
    let types = types.ok_or_else(|| odd("has no types"))?;
    out.section(&RawSection { id: section::TYPE, data: &module.bytes[types.1.clone()] });

    let mut imports = ImportSection::new();
    let memory = module.memories.first().ok_or_else(|| odd("has no memory"))?;
    imports.import(FIRST, &name("m", 0), EntityType::Memory(same.memory_type(*memory).map_err(failed)?));
    for index in &wanted.tables {
        let mut table = same.table_type(module.tables[*index as usize]).map_err(failed)?;
        if *index == 0 {
            table.minimum += slots.len() as u64;
        }
        // The next split makes the table longer.
        table.maximum = None;
        imports.import(FIRST, &name("t", *index), EntityType::Table(table));
    }
    for index in &wanted.globals {
        let global = same.global_type(module.globals[*index as usize]).map_err(failed)?;
        imports.import(FIRST, &name("g", *index), EntityType::Global(global));
    }
    for index in &wanted.functions {
        imports.import(FIRST, &name("f", *index), EntityType::Function(module.types_of[*index as usize]));
    }
    out.section(&imports);

    let mut functions = FunctionSection::new();
    for function in moved.keys() {
        functions.function(module.types_of[*function as usize]);
    }
    out.section(&functions);

    let numbered = |indices: &BTreeSet<u32>| indices.iter().copied().zip(0..).collect::<BTreeMap<u32, u32>>();
    let mut renumber = Renumber {
        functions: wanted.functions.iter().chain(moved.keys()).copied().zip(0..).collect(),
        globals: numbered(&wanted.globals),
        tables: numbered(&wanted.tables),
    };
    let filled: Vec<u32> = slots.keys().map(|function| renumber.functions[function]).collect();
    let mut elements = ElementSection::new();
    // The table is the first of those that are imported: its own index is the lowest.
    elements.active(None, &ConstExpr::i32_const(base as i32), Elements::Functions(filled.into()));
    let referred = referred(module, moved)?;
    if !referred.is_empty() {
        let referred: Vec<u32> = referred.iter().map(|function| renumber.functions[function]).collect();
        elements.declared(Elements::Functions(referred.into()));
    }
    out.section(&elements);

    let mut code = CodeSection::new();
    for function in moved.keys() {
        if let Some(body) = module.body(*function) {
            renumber.parse_function_body(&mut code, body.clone()).map_err(failed)?;
        }
    }
    out.section(&code);
    Ok(Second { bytes: out.finish(), wanted })
}

/// Functions to which late bodies refer without calling them: these must be declared.
fn referred(module: &Module<'_>, moved: &BTreeMap<u32, bool>) -> Result<BTreeSet<u32>, Trouble> {
    let mut referred = BTreeSet::new();
    for body in moved.keys().filter_map(|function| module.body(*function)) {
        let operators = body.get_operators_reader().map_err(|error| odd(&error.to_string()))?;
        for operator in operators {
            if let Operator::RefFunc { function_index } = operator.map_err(|error| odd(&error.to_string()))? {
                referred.insert(function_index);
            }
        }
    }
    Ok(referred)
}

/// From the indices of the program to those of the late part.
struct Renumber {
    functions: BTreeMap<u32, u32>,
    globals: BTreeMap<u32, u32>,
    tables: BTreeMap<u32, u32>,
}

/// An index that was not foreseen.
#[derive(Debug)]
struct Unknown;

impl Reencode for Renumber {
    type Error = Unknown;

    fn function_index(&mut self, function: u32) -> Result<u32, Error<Unknown>> {
        self.functions.get(&function).copied().ok_or(Error::UserError(Unknown))
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error<Unknown>> {
        self.globals.get(&global).copied().ok_or(Error::UserError(Unknown))
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error<Unknown>> {
        self.tables.get(&table).copied().ok_or(Error::UserError(Unknown))
    }
}
