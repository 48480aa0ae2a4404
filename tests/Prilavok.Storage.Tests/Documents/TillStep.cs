using CsCheck;

namespace Prilavok.Storage.Tests.Documents;

/// <summary>What a till does next.</summary>
internal enum TillAct
{
    /// <summary>Closes a document, of a new id or of one that it or the other till has used.</summary>
    Close,

    /// <summary>Brings some of what it has closed, the oldest first.</summary>
    Bring,

    /// <summary>Brings one of what it has closed, the others later.</summary>
    BringOne,

    /// <summary>Brings something again.</summary>
    Repeat,

    /// <summary>Is moved to another store.</summary>
    Move,
}

/// <param name="Number">Which, or how many; as far as there are so many.</param>
/// <param name="Paper">What it closes.</param>
/// <param name="Clock">How its clock goes.</param>
internal sealed record TillStep(TillAct Act, int Till, int Number, PaperKind Paper, TillClock Clock)
{
    public static Gen<TillStep> Any { get; } = Gen.Select(
        Gen.Frequency(
            (6, Gen.Const(TillAct.Close)), (4, Gen.Const(TillAct.Bring)), (2, Gen.Const(TillAct.BringOne)), (3, Gen.Const(TillAct.Repeat)),
            (2, Gen.Const(TillAct.Move))),
        Gen.Int[0, 1],
        Gen.Int[0, 29],
        Gen.Frequency(
            (5, Gen.Const(PaperKind.Sale)), (2, Gen.Const(PaperKind.Delivery)), (2, Gen.Const(PaperKind.Count)), (1, Gen.Const(PaperKind.WholeCount))),
        Gen.Frequency((6, Gen.Const(TillClock.Right)), (1, Gen.Const(TillClock.Coarse)), (1, Gen.Const(TillClock.Ahead))),
        (act, till, number, paper, clock) => new TillStep(act, till, number, paper, clock));
}
