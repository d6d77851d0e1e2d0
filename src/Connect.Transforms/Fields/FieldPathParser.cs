using System.Text;

namespace Connect.Transforms.Fields;

/// <summary>Takes a field path of version V2 into its steps.</summary>
internal static class FieldPathParser
{
    private const char Backtick = '`';
    private const char Dot = '.';

    /// <summary>The steps of a path.</summary>
    /// <exception cref="ConfigException">A backtick has no partner.</exception>
    public static string[] Parse(string path)
    {
        var steps = new List<string>();
        var start = 0;
        while (true)
        {
            var end = start < path.Length && path[start] == Backtick ? ReadQuoted(path, start, steps) : ReadPlain(path, start, steps);
            if (end >= path.Length)
                return [.. steps];
            // Behind a dot there is a step, if an empty one.
            start = end + 1;
        }
    }

    private static int ReadPlain(string path, int start, List<string> steps)
    {
        var end = path.IndexOf(Dot, start);
        if (end < 0)
            end = path.Length;
        steps.Add(path[start..end]);
        return end;
    }

    // A quoted step ends at a backtick with a dot or nothing behind it; a backslash before such a backtick makes it part of the step.
    private static int ReadQuoted(string path, int start, List<string> steps)
    {
        var step = new StringBuilder();
        for (var i = start + 1; i < path.Length; i++)
        {
            var closes = path[i] == Backtick && (i + 1 == path.Length || path[i + 1] == Dot);
            if (closes && path[i - 1] != '\\')
            {
                steps.Add(step.ToString());
                return i + 1;
            }
            if (closes)
                step.Length--;
            step.Append(path[i]);
        }
        throw new ConfigException(
            $"Incomplete backtick pair in path: [{path}], consider adding a backslash before backtick at position {start} to escape it");
    }
}
