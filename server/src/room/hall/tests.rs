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
