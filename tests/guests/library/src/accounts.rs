//! Resources that the guest implements.

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};
use core::sync::atomic::{AtomicU32, Ordering};

use crate::Library;
use crate::bindings::exports::test::library::accounts::{
    Account, AccountBorrow, Guest, GuestAccount, Refusal,
};

static ALIVE: AtomicU32 = AtomicU32::new(0);

pub struct Ledger {
    owner: RefCell<String>,
    balance: Cell<u64>,
}

impl Ledger {
    fn with(owner: String, balance: u64) -> Self {
        ALIVE.fetch_add(1, Ordering::Relaxed);
        Ledger { owner: RefCell::new(owner), balance: Cell::new(balance) }
    }

    fn take(&self, amount: u64) -> Result<u64, Refusal> {
        let left = self.balance.get().checked_sub(amount).ok_or(Refusal::Insufficient(self.balance.get()))?;
        self.balance.set(left);
        Ok(left)
    }
}

impl Drop for Ledger {
    fn drop(&mut self) {
        ALIVE.fetch_sub(1, Ordering::Relaxed);
    }
}

impl GuestAccount for Ledger {
    fn new(owner: String) -> Self {
        Ledger::with(owner, 0)
    }

    fn open(owner: String, balance: u64) -> Result<Account, Refusal> {
        match owner.as_str() {
            "" => Err(Refusal::EmptyOwner),
            "nobody" => Err(Refusal::Frozen(owner)),
            _ => Ok(Account::new(Ledger::with(owner, balance))),
        }
    }

    fn owner(&self) -> String {
        self.owner.borrow().clone()
    }

    fn balance(&self) -> u64 {
        self.balance.get()
    }

    fn deposit(&self, amount: u64) -> u64 {
        self.balance.set(self.balance.get().wrapping_add(amount));
        self.balance.get()
    }

    fn withdraw(&self, amount: u64) -> Result<u64, Refusal> {
        self.take(amount)
    }

    fn merge(a: Account, b: Account) -> Account {
        let (a, b): (Ledger, Ledger) = (a.into_inner(), b.into_inner());
        let owner = a.owner() + " & " + &b.owner();
        Account::new(Ledger::with(owner, a.balance() + b.balance()))
    }
}

impl Guest for Library {
    type Account = Ledger;

    fn transfer(from: AccountBorrow<'_>, to: AccountBorrow<'_>, amount: u64) -> Result<(), Refusal> {
        from.get::<Ledger>().take(amount)?;
        to.get::<Ledger>().deposit(amount);
        Ok(())
    }

    fn close(what: Account) -> u64 {
        what.into_inner::<Ledger>().balance()
    }

    fn split(what: Account, parts: u32) -> Vec<Account> {
        let whole: Ledger = what.into_inner();
        let share = whole.balance() / u64::from(parts.max(1));
        (0..parts).map(|_| Account::new(Ledger::with(whole.owner(), share))).collect()
    }

    fn richest(among: Vec<AccountBorrow<'_>>) -> Option<String> {
        let ledgers = among.iter().map(|account| account.get::<Ledger>());
        ledgers.max_by_key(|ledger| ledger.balance()).map(|ledger| ledger.owner())
    }

    fn maybe(owner: Option<String>) -> Option<Account> {
        owner.map(|owner| Account::new(Ledger::with(owner, 1)))
    }

    fn alive() -> u32 {
        ALIVE.load(Ordering::Relaxed)
    }
}
