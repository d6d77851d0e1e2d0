using Microsoft.AspNetCore.Http;

namespace Connect.AspNetCore;

/// <summary>The handler of one method of a path.</summary>
/// <param name="Method">The HTTP method; GET also serves HEAD.</param>
/// <param name="Access">The required access level.</param>
/// <param name="HandleAsync">Handles the request.</param>
internal sealed record RestMethod(string Method, RestAccess Access, Func<RestRequest, Task> HandleAsync)
{
    /// <summary>Whether it is only for other workers: protected by a signature instead of user credentials.</summary>
    public bool IsInternal { get; init; }

    /// <summary>A method that only reads.</summary>
    public static RestMethod Get(Func<RestRequest, Task> handle) => new(HttpMethods.Get, RestAccess.Read, handle);

    /// <summary>A method that changes something.</summary>
    public static RestMethod Of(string method, RestAccess access, Func<RestRequest, Task> handle) => new(method, access, handle);
}
