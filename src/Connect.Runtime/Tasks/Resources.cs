namespace Connect.Runtime.Tasks;

/// <summary>Releases the resources of a task.</summary>
internal static class Resources
{
    /// <summary>Creates an object from several parts. If that fails, the parts created so far are released.</summary>
    /// <param name="make">Creates the object; adds each part to the list as soon as it exists.</param>
    public static async Task<T> MakeAsync<T>(Func<List<object>, T> make)
    {
        var parts = new List<object>();
        try
        {
            return make(parts);
        }
        catch
        {
            parts.Reverse();
            await ReleaseAsync(parts).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Adds a part to the list.</summary>
    /// <returns>The part.</returns>
    public static T AddTo<T>(this T part, List<object> parts)
        where T : class
    {
        parts.Add(part);
        return part;
    }

    /// <summary>Releases all disposable resources, in order, and then throws the first failure.</summary>
    public static async ValueTask ReleaseAsync(IEnumerable<object> resources)
    {
        List<Exception>? failures = null;
        foreach (var resource in resources)
        {
            try
            {
                if (resource is IAsyncDisposable asynchronous)
                    await asynchronous.DisposeAsync().ConfigureAwait(false);
                else
                    (resource as IDisposable)?.Dispose();
            }
            catch (Exception e)
            {
                (failures ??= []).Add(e);
            }
        }

        if (failures is not null)
            throw new ConnectException($"Some resources could not be released: {failures[0].Message}", failures[0]);
    }
}
