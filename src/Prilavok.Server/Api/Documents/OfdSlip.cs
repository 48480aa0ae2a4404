using Prilavok.Server.Rendering;
using Prilavok.Server.Wire;

namespace Prilavok.Server.Api.Documents;

/// <summary>What one slip of the fiscal printer says: a receipt is printed in as many slips as it has print groups.</summary>
/// <param name="Printed">What the printer reported.</param>
/// <param name="Group">Whose slip it is: organisation and taxation.</param>
/// <param name="Cash">Kopecks, as <paramref name="Card"/>.</param>
internal sealed record OfdSlip(DocumentView Printed, DocumentView Group, IReadOnlyList<DocumentView> Positions, long Cash, long Card)
{
    /// <param name="isOnly">Everything is on this slip, whatever group it names.</param>
    public static OfdSlip Of(DocumentView body, DocumentView printed, bool isOnly)
    {
        var groupId = printed.Text("print_group_id");
        var groups = body.List("print_groups").ToList();
        return new OfdSlip(
            printed,
            isOnly ? groups.FirstOrDefault() : groups.FirstOrDefault(group => group.Text("id") == groupId),
            [.. body.List("positions").Where(IsHere)],
            Paid("CASH"),
            Paid("ELECTRON"));

        bool IsHere(DocumentView part) => isOnly || part.Text("print_group_id") == groupId;

        long Paid(string type) => Sums.Of(body.List("payments").Where(payment => payment.Text("type") == type).Select(PaidHere));

        // A payment that is not split says only what was handed over.
        long? PaidHere(DocumentView payment) => payment.List("parts").Any() || !isOnly
            ? Sums.Of(payment.List("parts").Where(IsHere).Select(part => part.Money("part_sum")))
            : payment.Money("sum");
    }
}
