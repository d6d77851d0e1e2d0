namespace Connect.Runtime.Tests.Herding.Chaos;

/// <summary>What a call of a plugin does.</summary>
public enum ChaosBehaviour
{
    /// <summary>Answers after an await.</summary>
    Calm,

    /// <summary>Answers without ever awaiting.</summary>
    Synchronous,

    /// <summary>Throws.</summary>
    Throws,

    /// <summary>Holds its thread until the test lets it go.</summary>
    Blocks,

    /// <summary>Awaits, deaf to its token, until the test lets it go.</summary>
    Hangs,
}
