using System.Text.RegularExpressions;

namespace Connect.JavaCompatibility.Patterns;

/// <summary>
/// One translation, run by the backtracking engine under a time limit. An input that drives it into exponential work is handed to the linear
/// engine, where the pattern allows that.
/// </summary>
internal sealed class TranslatedRegex(string translation)
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Regex _backtracking = new(translation, RegexOptions.CultureInvariant, Limit);
    private readonly Lazy<Regex?> _linear = new(() => CreateLinear(translation));

    public Match Match(string input)
    {
        try
        {
            return _backtracking.Match(input);
        }
        catch (RegexMatchTimeoutException exhausted)
        {
            return _linear.Value?.Match(input)
                ?? throw new TimeoutException(
                    $"A regular expression took longer than {Limit.TotalSeconds} s on an input of {input.Length} characters: simplify its nested "
                        + "repetitions",
                    exhausted);
        }
    }

    private static Regex? CreateLinear(string translation)
    {
        try
        {
            return new(translation, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        }
        catch (NotSupportedException)
        {
            // Lookaround, back references and atomic groups need the other engine: the caller says so.
            return null;
        }
    }
}
