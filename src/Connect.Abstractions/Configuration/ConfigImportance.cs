namespace Connect.Configuration;

/// <summary>How much a configuration key matters to somebody who sets a connector up.</summary>
public enum ConfigImportance
{
    /// <summary>Nearly everybody sets it.</summary>
    High,

    /// <summary>Worth a look.</summary>
    Medium,

    /// <summary>The default is right for nearly everybody.</summary>
    Low,
}
