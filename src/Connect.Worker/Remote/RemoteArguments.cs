using System.Globalization;

namespace Connect.WorkerProgram.Remote;

/// <summary>The arguments of a command for a running worker.</summary>
internal sealed class RemoteArguments
{
    private static readonly string[] Flags = ["--json", "--tasks", "--failed", "--reset"];

    private readonly HashSet<string> _flags = new(StringComparer.Ordinal);

    /// <summary>Parses the arguments.</summary>
    /// <exception cref="RemoteException">An option is unknown or has no value.</exception>
    public RemoteArguments(IReadOnlyList<string> words)
    {
        Command = words[0];
        var values = new List<string>();
        for (var i = 1; i < words.Count; i++)
        {
            if (Flags.Contains(words[i]))
                _flags.Add(words[i]);
            else if (words[i] is "--url" or "--user" or "--connector" or "--lines" && i + 1 < words.Count)
                Set(words[i], words[++i]);
            else if (words[i].StartsWith("--", StringComparison.Ordinal))
                throw new RemoteException($"The option {words[i]} is unknown or has no value.", ExitCodes.Usage);
            else
                values.Add(words[i]);
        }

        Values = values;
    }

    /// <summary>The command.</summary>
    public string Command { get; }

    /// <summary>The arguments that are not options.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>The worker's address.</summary>
    public string Url { get; private set; } = "http://localhost:8083";

    /// <summary><c>user:password</c>; null for none.</summary>
    public string? User { get; private set; }

    /// <summary>The connector whose log is shown; null for none.</summary>
    public string? Connector { get; private set; }

    /// <summary>The maximum number of log lines; null for the worker's default.</summary>
    public int? Lines { get; private set; }

    /// <summary>Whether an option was given.</summary>
    public bool Has(string flag) => _flags.Contains(flag);

    /// <summary>The single argument that a command needs.</summary>
    /// <exception cref="RemoteException">There is none, or there are several.</exception>
    public string Require(string what) =>
        Values is [var value] ? value : throw new RemoteException($"The command '{Command}' needs one {what}.", ExitCodes.Usage);

    private void Set(string option, string value)
    {
        switch (option)
        {
            case "--url":
                Url = value;
                break;
            case "--user":
                User = value;
                break;
            case "--connector":
                Connector = value;
                break;
            default:
                Lines = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var lines)
                    ? lines : throw new RemoteException($"The option --lines needs a number, not '{value}'.", ExitCodes.Usage);
                break;
        }
    }
}
