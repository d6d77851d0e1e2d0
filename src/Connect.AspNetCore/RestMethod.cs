using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary>What one method of a path does.</summary>
/// <param name="Method">The HTTP method; GET serves HEAD too.</param>
/// <param name="Access">What it needs the right to do.</param>
/// <param name="HandleAsync">Does it.</param>
internal sealed record RestMethod(string Method, RestAccess Access, Func<RestRequest, Task> HandleAsync)
{
    /// <summary>Whether it is for other workers alone: no credentials of users, a signature guards it.</summary>
    public bool IsInternal { get; init; }

    /// <summary>Shows something.</summary>
    public static RestMethod Get(Func<RestRequest, Task> handle) => new(HttpMethods.Get, RestAccess.Read, handle);

    /// <summary>Changes something.</summary>
    public static RestMethod Of(string method, RestAccess access, Func<RestRequest, Task> handle) => new(method, access, handle);
}
