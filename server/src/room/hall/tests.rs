//! Who is present: each guest once, those who left within the last minute too.

use super::*;

/// Hears nothing.
struct Deaf;

impl Outlet for Deaf {
    fn deliver(&self, _: Vec<Delivery>) {}

    fn wake(&self) {}
}

/// Admits a socket of a guest, or of a phone that only watches.
fn attach(hall: &mut Hall, id: u64, guest: Option<u32>) {
    let attach = Attach {
        id: SocketId(id),
        audience: Role::Participant,
        actor: guest.map(|guest| Actor::Participant(ParticipantId(guest))),
        epoch: 1,
        generation: 0,
        login: None,
        address: "10.0.0.1".to_owned(),
        outlet: Arc::new(Deaf),
    };
    hall.attach(attach, None);
}

#[test]
fn a_guest_is_present_once_and_for_a_minute_after_leaving() {
    let mut hall = Hall::default();
    hall.fade(1000);
    attach(&mut hall, 1, Some(7));
    attach(&mut hall, 2, Some(7));
    attach(&mut hall, 3, Some(8));
    attach(&mut hall, 4, None);
    assert_eq!(hall.present(), 3, "two guests, and a phone that watches");
    hall.detach(SocketId(1));
    assert_eq!(
        (hall.present(), hall.fades_at()),
        (3, None),
        "another tab is left"
    );
    hall.detach(SocketId(2));
    hall.detach(SocketId(4));
    assert_eq!(
        hall.present(),
        2,
        "the guest has just left; nobody knows who watched"
    );
    assert_eq!(hall.fades_at(), Some(61_000));
    hall.fade(60_999);
    assert_eq!(hall.present(), 2);
    hall.changed = false;
    hall.fade(61_000);
    assert_eq!((hall.present(), hall.fades_at()), (1, None));
    assert!(hall.changed, "the number is told");
}

#[test]
fn once_guests_check_in_they_are_those_present() {
    let mut hall = Hall::default();
    hall.fade(1000);
    attach(&mut hall, 1, Some(7));
    let present = |hall: &Hall| {
        let frame = hall.frame(&[], None, true);
        (frame.present, frame.by_door)
    };
    assert_eq!(present(&hall), (1, false));
    hall.changed = false;
    hall.arrive(0);
    assert!(!hall.changed);
    hall.arrive(2);
    assert!(hall.changed, "the number is told");
    assert_eq!(present(&hall), (2, true));
    assert_eq!(hall.present(), 1, "a phone is no guest");
    hall.arrive(0);
    assert_eq!(present(&hall), (1, false));
}

#[test]
fn a_guest_who_comes_back_is_present_and_fades_after_the_last_leaving() {
    let mut hall = Hall::default();
    hall.fade(0);
    attach(&mut hall, 1, Some(7));
    hall.detach(SocketId(1));
    hall.fade(30_000);
    attach(&mut hall, 2, Some(7));
    assert_eq!(hall.present(), 1, "not twice");
    hall.fade(60_000);
    assert_eq!(hall.present(), 1, "the first leaving no longer counts");
    hall.detach(SocketId(2));
    hall.fade(119_999);
    assert_eq!(hall.present(), 1);
    hall.fade(120_000);
    assert_eq!(hall.present(), 0);
}

#[test]
fn staff_are_not_present() {
    let mut hall = Hall::default();
    let attach = Attach {
        id: SocketId(1),
        audience: Role::Host,
        actor: Some(Actor::Staff(StaffRole::Host)),
        epoch: 1,
        generation: 0,
        login: None,
        address: "10.0.0.1".to_owned(),
        outlet: Arc::new(Deaf),
    };
    hall.attach(attach, None);
    assert_eq!(hall.present(), 0);
    hall.detach(SocketId(1));
    assert_eq!((hall.present(), hall.fades_at()), (0, None));
}

/// Remembers which sockets are closed.
#[derive(Default)]
struct Closed(std::sync::Mutex<Vec<SocketId>>);

impl Outlet for Closed {
    fn deliver(&self, deliveries: Vec<Delivery>) {
        let mut closed = self.0.lock().expect("not poisoned");
        closed.extend(deliveries.iter().filter_map(|delivery| match delivery {
            Delivery::Close(id, close::TRY_LATER) => Some(*id),
            Delivery::Close(..)
            | Delivery::Admit(..)
            | Delivery::Answer(..)
            | Delivery::Notice(..)
            | Delivery::Mine(..) => None,
        }));
    }

    fn wake(&self) {}
}

#[test]
fn a_guest_has_few_sockets_and_the_oldest_makes_room() {
    let (mut hall, outlet) = (Hall::default(), Arc::<Closed>::default());
    for id in 1..=SOCKETS_PER_GUEST_MAX as u64 + 2 {
        let attach = Attach {
            id: SocketId(id),
            audience: Role::Participant,
            actor: Some(Actor::Participant(ParticipantId(7))),
            epoch: 1,
            generation: 0,
            login: None,
            address: "10.0.0.1".to_owned(),
            outlet: outlet.clone(),
        };
        hall.attach(attach, None);
    }
    hall.send();
    let closed = outlet.0.lock().expect("not poisoned").clone();
    assert_eq!(closed, [SocketId(1), SocketId(2)]);
    assert_eq!((hall.len(), hall.present()), (SOCKETS_PER_GUEST_MAX, 1));
}

#[test]
fn own_data_of_a_guest_who_acts_all_the_time_is_told_once_a_second() {
    let (mut hall, guest) = (Hall::default(), ParticipantId(7));
    let act = |hall: &mut Hall, at: Millis| {
        hall.fade(at);
        hall.pace(Actor::Participant(guest), 1, at).is_ok() && hall.may_tell(guest)
    };
    let told = (0..BURST).filter(|_| act(&mut hall, 5000)).count();
    assert_eq!(told, 21, "as much as a person does, and once more");
    assert_eq!(hall.owes_at(), Some(6000));
    assert_eq!(hall.owed(), []);
    hall.fade(6000);
    assert_eq!(hall.owed(), [guest]);
    assert_eq!(
        (hall.owes_at(), hall.owed()),
        (None, vec![]),
        "told or gone"
    );
    assert!(hall.may_tell(guest));
    assert!(!act(&mut hall, 6400) && !act(&mut hall, 6600));
    assert_eq!(hall.owes_at(), Some(7000));
    // Calm again, the guest is told at once.
    assert!(act(&mut hall, 60_000));
    assert_eq!(hall.owes_at(), None);
}

#[test]
fn staff_who_flood_wait_and_other_roles_do_not() {
    let mut hall = Hall::default();
    let of = Actor::Staff;
    let mut flood = || hall.pace(of(StaffRole::Moderator), 1, 0);
    let taken = std::iter::from_fn(|| flood().ok()).take(10_000).count();
    assert_eq!(taken as u32, STAFF_BURST);
    assert_eq!(hall.pace(of(StaffRole::Host), 1, 0), Ok(()));
    assert!(hall.pace(of(StaffRole::Moderator), 1, 10).is_ok());
    assert!(hall.pace(of(StaffRole::Moderator), 1, 10).is_err());
}

#[test]
fn erasures_of_one_guest_come_seconds_apart() {
    let mut hall = Hall::default();
    let mut erases = |at| hall.pace(Actor::Participant(ParticipantId(7)), ERASURE_COST, at);
    assert!(erases(0).is_ok() && erases(0).is_ok());
    assert_eq!(erases(0), Err(1000 * ERASURE_COST / PER_SECOND + 1));
    assert!(erases(3999).is_err());
    assert!(erases(4000).is_ok());
}

#[test]
fn a_login_is_here_while_one_of_its_pages_is() {
    let mut hall = Hall::default();
    hall.fade(1000);
    for id in [1, 2] {
        let attach = Attach {
            id: SocketId(id),
            audience: Role::Moderator,
            actor: Some(Actor::Staff(StaffRole::Moderator)),
            epoch: 1,
            generation: 0,
            login: Some(LoginId(7)),
            address: "10.0.0.1".to_owned(),
            outlet: Arc::new(Deaf),
        };
        hall.attach(attach, None);
    }
    let seen = |hall: &Hall| hall.logins().first().map(|login| (login.here, login.at));
    assert_eq!(seen(&hall), Some((2, None)));
    hall.detach(SocketId(1));
    assert_eq!(seen(&hall), Some((1, None)));
    hall.fade(5000);
    hall.detach(SocketId(2));
    assert_eq!(seen(&hall), Some((0, Some(5000))));
    hall.close_login(LoginId(7), close::REVOKED);
    assert_eq!(seen(&hall), None);
}
