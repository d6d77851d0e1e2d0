namespace Connect.AspNetCore;

/// <summary>What a request needs the right to do.</summary>
internal enum RestAccess
{
    /// <summary>To see: changes nothing.</summary>
    Read,

    /// <summary>To pause, resume, stop and restart what there is.</summary>
    Operate,

    /// <summary>To create, change and delete: configurations, offsets, active topics, log levels.</summary>
    Administer,
}
