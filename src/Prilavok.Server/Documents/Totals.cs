using Prilavok.Server.Documents.Shapes;

namespace Prilavok.Server.Documents;

/// <summary>All money and all quantities of one document together: whatever is summed up of them later fits.</summary>
internal sealed class Totals
{
    /// <summary>Largest magnitude of a number in units of its scale; beyond it nothing is counted in a shop.</summary>
    public const long Most = 999_999_999_999_999;

    private const long MostTogether = Most * 1_000;

    private long _money;
    private long _quantities;

    public bool AreTooLarge { get; private set; }

    public void Add(Meaning meaning, long number)
    {
        switch (meaning)
        {
            case Meaning.Money:
                Add(ref _money, number);
                break;
            case Meaning.Count:
                Add(ref _quantities, number);
                break;
        }
    }

    private void Add(ref long total, long number)
    {
        total = Math.Min(total + Math.Abs(number), MostTogether + 1);
        AreTooLarge |= total > MostTogether;
    }
}
