namespace Connect.AspNetCore;

/// <summary>Which listeners serve a resource.</summary>
internal enum RestScope
{
    /// <summary>The main listeners.</summary>
    Main,

    /// <summary>All listeners: endpoints for monitoring. The main listeners require credentials.</summary>
    Every,

    /// <summary>The admin listeners if there are any, else the main listeners.</summary>
    Admin,
}
