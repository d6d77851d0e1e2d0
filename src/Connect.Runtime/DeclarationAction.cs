namespace Connect.Runtime;

/// <summary>What declaring a connector does.</summary>
public enum DeclarationAction
{
    /// <summary>Nothing: it is as it is declared.</summary>
    None,

    /// <summary>It is created.</summary>
    Create,

    /// <summary>It gets the declared configuration.</summary>
    Update,

    /// <summary>Nothing, though it differs: somebody changed or deleted it over REST, and that is kept.</summary>
    Drift,
}
