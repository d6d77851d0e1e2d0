namespace Connect.Configuration;

/// <summary>How wide a user interface should draw the field of a configuration key.</summary>
public enum ConfigWidth
{
    /// <summary>Not said.</summary>
    None,

    /// <summary>A number or a word.</summary>
    Short,

    /// <summary>A phrase.</summary>
    Medium,

    /// <summary>A line.</summary>
    Long,
}
