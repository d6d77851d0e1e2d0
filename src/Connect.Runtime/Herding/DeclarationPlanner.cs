using Connect.Runtime.Configuration;

namespace Connect.Runtime.Herding;

/// <summary>Compares an application's declaration of a connector with the stored configuration and with the declaration that was applied last. A
/// stored configuration that differs from both was changed by somebody else.</summary>
internal static class DeclarationPlanner
{
    /// <summary>Plans one connector.</summary>
    /// <param name="declared">The declared configuration.</param>
    /// <param name="stored">The stored configuration; null for none.</param>
    /// <param name="applied">The declaration that was applied last; null if none was.</param>
    /// <param name="overwrites">Whether the declaration overrides changes made over REST.</param>
    public static DeclarationPlan Plan(ConnectorConfig declared, ConnectorConfig? stored, ConnectorConfig? applied, bool overwrites)
    {
        var (action, reason) = (stored, applied) switch
        {
            (null, null) => (DeclarationAction.Create, "There is no connector with this name."),
            (null, _) when overwrites => (DeclarationAction.Create, "It was deleted after it was declared; OverwriteDrift creates it again."),
            (null, _) => (DeclarationAction.Drift, "It was deleted after it was declared. It stays deleted."),
            _ when declared.Equals(stored) => (DeclarationAction.None, "It is as declared."),
            (_, not null) when stored.Equals(applied) => (DeclarationAction.Update, "The declaration has changed."),
            _ when overwrites => (DeclarationAction.Update, "It was changed after it was declared; OverwriteDrift undoes that."),
            (_, null) => (DeclarationAction.Drift, "It was created in another way and differs from the declaration. It stays unchanged."),
            _ => (DeclarationAction.Drift, "It was changed after it was declared. It stays unchanged."),
        };
        return new DeclarationPlan(declared.Name, action, reason, action == DeclarationAction.None ? [] : Differences(declared, stored), []);
    }

    private static ConfigDifference[] Differences(ConnectorConfig declared, ConnectorConfig? stored) =>
    [
        .. declared.Properties.Keys.Union(stored?.Properties.Keys ?? [])
            .Where(key => declared[key] != stored?[key] || stored is null)
            .Order(StringComparer.Ordinal)
            .Select(key => new ConfigDifference(key, stored?[key], declared[key])),
    ];
}
