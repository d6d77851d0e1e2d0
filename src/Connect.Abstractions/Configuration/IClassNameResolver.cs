namespace Connect.Configuration;

/// <summary>Turns what a user wrote for a plugin's class (a full name or an alias) into the plugin's canonical class name.</summary>
/// <remarks>Without a resolver every text is taken as it stands.</remarks>
public interface IClassNameResolver
{
    /// <summary>Looks a name up.</summary>
    /// <param name="name">The name or alias, without blanks around it.</param>
    /// <returns>The canonical class name, or null when no plugin has that name.</returns>
    string? Resolve(string name);
}
