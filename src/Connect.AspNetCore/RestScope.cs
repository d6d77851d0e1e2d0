namespace Connect.AspNetCore;

/// <summary>Which listeners serve a resource.</summary>
internal enum RestScope
{
    /// <summary>The main listeners.</summary>
    Main,

    /// <summary>The admin listeners where there are some, else the main ones.</summary>
    Admin,
}
