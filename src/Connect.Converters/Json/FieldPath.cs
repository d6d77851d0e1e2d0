using System.Globalization;
using System.Text;

namespace Connect.Converters.Json;

/// <summary>Prints where in a value something is, for error messages.</summary>
internal static class FieldPath
{
    private const int MaxSteps = 64;

    /// <summary>The step into a list.</summary>
    public static string Element(int index) => string.Create(CultureInfo.InvariantCulture, $"[{index}]");

    /// <summary>The step into a map; its keys are data and do not belong into messages.</summary>
    public static string Entry(int index) => string.Create(CultureInfo.InvariantCulture, $"[entry {index}]");

    /// <summary>Joins steps that were noted from the inside out: <c>$.address.lines[3]</c>.</summary>
    public static string Format(IReadOnlyList<string> stepsFromInside)
    {
        var path = new StringBuilder("$");
        for (var i = stepsFromInside.Count - 1; i >= 0 && stepsFromInside.Count - i <= MaxSteps; i--)
        {
            if (!stepsFromInside[i].StartsWith('['))
                path.Append('.');
            path.Append(Shorten(stepsFromInside[i]));
        }

        return stepsFromInside.Count > MaxSteps ? path.Append('…').ToString() : path.ToString();
    }

    private static string Shorten(string text) => text.Length <= 100 ? text : $"{text.AsSpan(0, 100)}…";
}
