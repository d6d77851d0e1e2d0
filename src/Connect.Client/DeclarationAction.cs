using System.Text.Json.Serialization;

namespace Connect.Client;

/// <summary>What declaring a connector does.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DeclarationAction>))]
public enum DeclarationAction
{
    /// <summary>Nothing: it is as it is declared.</summary>
    [JsonStringEnumMemberName("NONE")]
    None,

    /// <summary>It is created.</summary>
    [JsonStringEnumMemberName("CREATE")]
    Create,

    /// <summary>It gets the declared configuration.</summary>
    [JsonStringEnumMemberName("UPDATE")]
    Update,

    /// <summary>Nothing, though it differs: somebody changed or deleted it over REST, and that is kept.</summary>
    [JsonStringEnumMemberName("DRIFT")]
    Drift,
}
