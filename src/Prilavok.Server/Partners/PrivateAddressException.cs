namespace Prilavok.Server.Partners;

/// <summary>The service stands where the cloud does not call.</summary>
internal sealed class PrivateAddressException(string host) : HttpRequestException($"{host} is a private address, which is not called");

/// <summary>No encryption came about.</summary>
/// <param name="reason">For a person.</param>
internal sealed class TlsException(string reason, Exception cause) : IOException(reason, cause);
