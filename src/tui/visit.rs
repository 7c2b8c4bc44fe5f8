//! Looking around in samples without leaving: one's own register steps aside and comes back.

use crate::register::sample::ThrownAway;
use crate::register::{Register, Session};
use crate::tui::SAMPLES;
use crate::tui::app::App;
use crate::tui::effect::Notice;
use crate::tui::job::Job;
use crate::tui::screen::Screen;
use crate::tui::screen::register::RegisterScreen;

/// What belongs to one register in the interface, while it is not the one in sight.
pub(crate) struct Aside {
    register: Register,
    stack: Vec<Box<dyn Screen>>,
    session: Session,
    others: i64,
    preferred: Option<String>,
    remark: Option<String>,
    /// The samples' folder, which goes when this is dropped.
    _samples: ThrownAway,
}

impl App {
    /// Lets a register of samples be made, to be put in the place of the officer's own.
    pub(super) fn look_around(&mut self) {
        if self.aside.is_none() {
            self.start_job(self.stack.len().saturating_sub(1), Job::Samples);
        }
    }

    /// Puts a register of samples in the place of the officer's own.
    pub(super) fn visit(&mut self, (register, samples): (Register, ThrownAway)) {
        let mut aside = Aside {
            others: register.others_changes().unwrap_or(0),
            register,
            stack: Vec::new(),
            session: Session::default(),
            preferred: None,
            remark: Some(SAMPLES.to_owned()),
            _samples: samples,
        };
        self.exchange(&mut aside);
        self.aside = Some(aside);
        self.show(Box::new(RegisterScreen::new(&self.who).visiting()));
        self.tell_who();
        self.notice = Some(Notice::done(
            "These are samples: try anything. They are thrown away when you leave.",
        ));
    }

    /// Comes back from the samples; gives whether there was anything to come back from.
    pub(super) fn come_back(&mut self) -> bool {
        let Some(mut aside) = self.aside.take() else { return false };
        self.exchange(&mut aside);
        // The samples' register is closed before its folder goes.
        drop(aside);
        self.tell_who();
        let size = self.size_message();
        self.tell_top(size);
        self.notice = Some(Notice::done("You are back in your own register."));
        true
    }

    fn exchange(&mut self, aside: &mut Aside) {
        self.stop_counting();
        self.forget_typed();
        std::mem::swap(&mut self.register, &mut aside.register);
        std::mem::swap(&mut self.stack, &mut aside.stack);
        std::mem::swap(&mut self.session, &mut aside.session);
        std::mem::swap(&mut self.others, &mut aside.others);
        std::mem::swap(&mut self.preferred, &mut aside.preferred);
        std::mem::swap(&mut self.remark, &mut aside.remark);
    }
}
