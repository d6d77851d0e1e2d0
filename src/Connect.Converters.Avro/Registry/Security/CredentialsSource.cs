namespace Connect.Converters.Avro.Registry.Security;

/// <summary>Where the <c>Authorization</c> header comes from.</summary>
internal enum CredentialsSource
{
    /// <summary>No header.</summary>
    None,

    /// <summary>Basic, with a configured user and password.</summary>
    UserInfo,

    /// <summary>Basic, with the user name and password of the base URL in use.</summary>
    Url,

    /// <summary>Bearer, with a configured token.</summary>
    Token,

    /// <summary>Bearer, with tokens of an OAuth server by the client credentials grant.</summary>
    OAuth,
}
