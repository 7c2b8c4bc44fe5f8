//! The lower rooms, driven through the library: domain, policy, store and register.

mod accepted;
mod acts;
mod after_award;
mod annual;
mod arrows;
mod backups;
mod broken_packs;
mod contract_store;
mod damage;
mod dashboard;
mod determinations;
mod determinations_cheshire;
mod evaluation;
mod evaluation_drafts;
mod evaluation_store;
mod finding;
mod import;
mod import_columns;
mod import_contracts;
mod import_workbooks;
mod needs;
mod opt_outs;
mod pack_format;
mod pack_rules;
mod packs;
mod packs_after;
mod plan;
mod salvage;
mod search;
mod sessions;
mod statute;
mod store;
pub(crate) mod tender_file;
mod undo;
mod upgrades;
mod verify;
mod weights;
mod whole;

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use proptest::sample::Index;
use tenderbook::domain::{ContractType, Date, Facts, ItemId, Money, StageNo};
use tenderbook::policy::Pack;
use tenderbook::register::{
    Act, Context, Done, Fault, Library, NewProcurement, Order, ProcurementView, Purpose, Register,
};
use tenderbook::store::{Change, NewEntry, StoreError};

use crate::support::sources::package;

/// The ids of the built-in policies.
const POLICIES: [&str; 5] = ["cumbria", "lancashire-opcc", "lancashire-county", "cheshire", "nelc"];

/// The built-in policies and the statute, read once for all tests.
fn read_once() -> &'static (Vec<Arc<Pack>>, Arc<Pack>) {
    static READ: OnceLock<(Vec<Arc<Pack>>, Arc<Pack>)> = OnceLock::new();
    READ.get_or_init(|| {
        let library = Library::default();
        let policies = POLICIES.iter().map(|id| library.policy(id).unwrap().pack.clone());
        (policies.collect(), library.overlay().unwrap().pack.clone())
    })
}

/// The built-in policy with the given id.
fn policy(id: &str) -> &'static Pack {
    read_once().0.iter().find(|pack| pack.policy.id == id).unwrap()
}

/// The statute.
fn statute() -> &'static Pack {
    &read_once().1
}

fn money(text: &str) -> Money {
    text.parse().unwrap()
}

fn date(text: &str) -> Date {
    Date::from_iso(text).unwrap()
}

fn stage(number: u8) -> StageNo {
    StageNo::new(number).unwrap()
}

fn id(text: &str) -> ItemId {
    text.parse().unwrap()
}

/// The facts of a tender that commences in 2026.
fn facts(contract_type: ContractType, value: &str) -> Facts {
    Facts::new(contract_type, money(value), date("2026-06-01"))
}

/// An officer at a certain moment.
fn context() -> Context {
    Context {
        officer: "A. Officer".to_owned(),
        now: "2026-06-01T09:00:00Z".to_owned(),
        today: date("2026-06-01"),
    }
}

/// Makes a change of the store lasting, with an entry that stands for it.
fn entered(change: Change<'_>) -> Result<(), StoreError> {
    change.journal(&NewEntry {
        at: "2026-06-01T09:00:00Z",
        officer: "A. Officer",
        procurement: None,
        deed: "test",
        detail: "{}",
    })?;
    change.commit()
}

/// The text of a built-in policy as another edition of it might be: its first item is gone, and
/// the second is another.
fn another_edition(id: &str) -> String {
    let content = Library::default().policy(id).unwrap().content.clone();
    let items: Vec<usize> = content.match_indices("[[item]]").map(|(at, _)| at).take(2).collect();
    let (before, after) = (&content[..items[0]], &content[items[1]..]);
    let renamed = after.replacen("\"\nstage = ", "-anew\"\nstage = ", 1);
    let edition = format!("edition = \"{}", policy(id).policy.edition);
    assert!(before.contains(&edition));
    before.replacen(&edition, "edition = \"another", 1) + &renamed
}

/// A register in a folder of its own that goes away with it.
struct Desk {
    folder: tempfile::TempDir,
    register: Register,
    context: Context,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let context = context();
        let register =
            Register::open(&folder.path().join("register.db"), Library::default(), &context)
                .unwrap();
        Self { folder, register, context }
    }

    /// A register with one services tender of Cumbria worth £120,000: `T-1`.
    fn with_tender() -> Self {
        let mut desk = Self::new();
        desk.start("T-1", "cumbria", facts(ContractType::Services, "120000"));
        desk
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("register.db")
    }

    /// Gives the register a folder with the given text of a policy, as if it had been put there.
    fn put_policy(&mut self, id: &str, content: &str) {
        let folder = self.folder.path().join("policies");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{id}.toml")), content).unwrap();
        let library = Library::new(Some(folder));
        assert_eq!(library.faults(), [], "the policy can be read");
        self.register = Register::open(&self.path(), library, &self.context).unwrap();
    }

    /// A second program on the same file.
    fn another(&self) -> Register {
        Register::open(&self.path(), Library::default(), &self.context).unwrap()
    }

    fn start(&mut self, reference: &str, policy: &str, facts: Facts) -> Done {
        self.try_start(Some(reference), policy, facts).unwrap()
    }

    fn try_start(
        &mut self,
        reference: Option<&str>,
        policy: &str,
        facts: Facts,
    ) -> Result<Done, Fault> {
        let new = NewProcurement {
            reference: reference.map(|reference| reference.parse().unwrap()),
            title: "Custody healthcare services".to_owned(),
            policy: policy.to_owned(),
            facts,
        };
        self.register.perform(&Order::start(new), &self.context)
    }

    fn attempt(&mut self, act: Act) -> Result<Done, Fault> {
        self.register.perform(&Order::on("T-1", act), &self.context)
    }

    fn act(&mut self, act: Act) -> Done {
        self.attempt(act).unwrap()
    }

    fn undo(&mut self, done: &Done) -> Result<Done, Fault> {
        let order = Order {
            purpose: Purpose::Undo(done.sequence),
            seen: Some(self.view().version),
            ..Order::on("T-1", done.undo.clone().expect("the act can be undone"))
        };
        self.register.perform(&order, &self.context)
    }

    fn view(&self) -> ProcurementView {
        self.register.procurement("T-1").unwrap()
    }

    fn tick(&mut self, item: &str) -> Done {
        self.act(Act::TickItem { item: id(item) })
    }

    /// Does every required item of a stage and closes it.
    fn walk(&mut self, number: u8) {
        let open: Vec<ItemId> = self.view().stages[stage(number).index()]
            .holding_up()
            .map(|item| item.id.clone())
            .collect();
        for item in open {
            self.act(Act::TickItem { item });
        }
        self.act(Act::CloseStage { stage: stage(number), note: None });
    }

    fn entries(&self) -> usize {
        self.register.verify().unwrap().entries
    }

    fn faults(&self) -> Vec<String> {
        self.register.verify().unwrap().faults
    }
}

/// Bytes of which some places have been overwritten, and perhaps the end is gone.
fn harmed(mut bytes: Vec<u8>, places: Vec<(Index, usize, u8)>, keep: Option<Index>) -> Vec<u8> {
    for (place, length, byte) in places {
        let at = place.index(bytes.len());
        let end = (at + length).min(bytes.len());
        bytes[at..end].fill(byte);
    }
    if let Some(keep) = keep {
        bytes.truncate(keep.index(bytes.len()));
    }
    bytes
}
