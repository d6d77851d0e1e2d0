namespace Connect.Runtime.Herding.Distributed;

/// <summary>The address at which other workers reach this one.</summary>
internal interface IAdvertisedAddress
{
    /// <summary>Returns the URL of the REST API, including its path prefix. Waits until the web server listens.</summary>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<string> GetUrlAsync(CancellationToken cancellationToken);
}
