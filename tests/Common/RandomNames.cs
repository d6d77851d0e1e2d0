namespace Connect.Tests;

/// <summary>Names that no other test has, so that tests can run side by side on one broker.</summary>
public static class RandomNames
{
    /// <summary>Makes a name: the hint, a hyphen and ten random characters.</summary>
    /// <param name="hint">What it is, in a word.</param>
    public static string Next(string hint) => $"{hint}-{Guid.NewGuid():N}"[..(hint.Length + 11)];

    /// <summary>A topic's name.</summary>
    public static string Topic() => Next("topic");

    /// <summary>A consumer group's name.</summary>
    public static string Group() => Next("group");

    /// <summary>A connector's name.</summary>
    public static string Connector() => Next("connector");
}
