namespace Connect.Configuration;

/// <summary>Turns what a user wrote for a plugin's class (a full name or an alias) into the plugin's canonical class name.</summary>
/// <remarks>Without a resolver every text is taken as it stands.</remarks>
public interface IClassNameResolver
{
    /// <summary>Looks up a name.</summary>
    /// <param name="name">The name or alias, without blanks around it.</param>
    /// <returns>The canonical class name, or null when no plugin has that name.</returns>
    string? Resolve(string name);

    /// <summary>Finds what a name that no plugin has was probably meant to be.</summary>
    /// <param name="name">The name or alias, without blanks around it.</param>
    /// <returns>A name that <see cref="Resolve"/> knows, or null when none is near. Default null.</returns>
    string? Suggest(string name) => null;
}
