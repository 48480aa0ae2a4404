using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Prilavok.Core.Apps;

/// <summary>
/// What publishers wrote as patterns, each compiled once. They are matched in time linear to the text, but to the size of the pattern too:
/// so texts, patterns and the time of all that one call compares are bounded.
/// </summary>
public sealed class Patterns(TimeProvider clock)
{
    /// <summary>Characters of what a person filled in.</summary>
    public const int LongestText = 2000;

    public const RegexOptions Options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant;

    /// <summary>Bounds the memory; beyond it, all are compiled anew as they are asked for.</summary>
    private const int Most = 200;

    /// <summary>Far more than any pattern needs that may be written here, also where the machine is busy.</summary>
    private static readonly TimeSpan Once = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan Together = TimeSpan.FromMilliseconds(500);

    /// <summary>A pattern grows as it meets new texts; after so much work it is let go and begins small again.</summary>
    private static readonly TimeSpan UntilRenewed = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<string, Compiled> _compiled = new(StringComparer.Ordinal);

    /// <summary>The comparisons of one call.</summary>
    public Comparison Begin() => new(this);

    /// <summary>Anchored at both ends.</summary>
    public static Regex Compile(string pattern) => new(@"\A(?:" + pattern + @")\z", Options, Once);

    private bool IsMatch(string pattern, string text, ref TimeSpan spent)
    {
        if (!_compiled.TryGetValue(pattern, out var compiled))
        {
            if (_compiled.Count >= Most)
            {
                _compiled.Clear();
            }

            compiled = _compiled.GetOrAdd(pattern, static text => new Compiled(Compile(text)));
        }

        var began = clock.GetTimestamp();
        try
        {
            return compiled.Regex.IsMatch(text);
        }
        finally
        {
            var taken = clock.GetElapsedTime(began);
            spent += taken;
            if (compiled.Spend(taken) > UntilRenewed)
            {
                _compiled.TryRemove(new KeyValuePair<string, Compiled>(pattern, compiled));
            }
        }
    }

    /// <summary>Some comparisons that together may take only so long.</summary>
    public sealed class Comparison
    {
        private readonly Patterns _patterns;
        private TimeSpan _spent;

        internal Comparison(Patterns patterns) => _patterns = patterns;

        /// <summary>True once it took too long: then nothing matches any more.</summary>
        public bool IsOver { get; private set; }

        /// <returns>Whether the whole text is as the pattern says.</returns>
        public bool IsMatch(string pattern, string text)
        {
            if (IsOver || _spent > Together)
            {
                IsOver = true;
                return false;
            }

            try
            {
                return _patterns.IsMatch(pattern, text, ref _spent);
            }
            catch (RegexMatchTimeoutException)
            {
                IsOver = true;
                return false;
            }
        }
    }

    private sealed class Compiled(Regex regex)
    {
        private long _spent;

        public Regex Regex => regex;

        public TimeSpan Spend(TimeSpan time) => new(Interlocked.Add(ref _spent, time.Ticks));
    }
}
