namespace Connect.AspNetCore;

/// <summary>The access level that a request needs.</summary>
internal enum RestAccess
{
    /// <summary>Read: changes nothing.</summary>
    Read,

    /// <summary>Pause, resume, stop and restart existing connectors and tasks.</summary>
    Operate,

    /// <summary>To create, change and delete: configurations, offsets, active topics, log levels.</summary>
    Administer,
}
