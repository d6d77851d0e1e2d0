namespace Connect.Configuration;

/// <summary>What a configuration value is parsed into.</summary>
/// <remarks>REST writes the names in capitals, as <c>org.apache.kafka.common.config.ConfigDef.Type</c> does.</remarks>
public enum ConfigType
{
    /// <summary><c>true</c> or <c>false</c> in any case; a <see cref="bool"/>.</summary>
    Boolean,

    /// <summary>Text without the blanks around it; a <see cref="string"/>.</summary>
    String,

    /// <summary>A whole number of 32 bits; an <see cref="int"/>.</summary>
    Int,

    /// <summary>A whole number of 16 bits; a <see cref="short"/>.</summary>
    Short,

    /// <summary>A whole number of 64 bits; a <see cref="long"/>.</summary>
    Long,

    /// <summary>A floating-point number; a <see cref="double"/>.</summary>
    Double,

    /// <summary>Texts parted by commas; an <see cref="IReadOnlyList{T}"/> of objects.</summary>
    List,

    /// <summary>The name of a plugin's class; a <see cref="ClassReference"/>.</summary>
    Class,

    /// <summary>A text that is never printed; a <see cref="Configuration.Password"/>.</summary>
    Password,
}
