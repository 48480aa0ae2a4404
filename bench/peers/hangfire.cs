#!/usr/bin/env -S dotnet run
#:package Hangfire.Core@1.8.25
#:package Hangfire.PostgreSql@1.21.1
#:package Newtonsoft.Json@13.0.4
#:package Npgsql@10.0.3
#:property ManagePackageVersionsCentrally=false
#:property PublishAot=false
using System.Diagnostics;
using System.Globalization;
using Hangfire;
using Hangfire.PostgreSql;

// Jobs that post a body to a service: persisted first, then sent and marked, as the server does with documents.
// Arguments: connection string, address, jobs, bytes, workers. Prints jobs done a second.
var (connection, url) = (args[0], args[1]);
var (jobs, size, workers) = (Number(2), Number(3), Number(4));
GlobalConfiguration.Configuration.UsePostgreSqlStorage(storage => storage.UseNpgsqlConnection(connection), new PostgreSqlStorageOptions { QueuePollInterval = TimeSpan.FromMilliseconds(50) });
var body = new string('x', size);
await Parallel.ForAsync(0, jobs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, (_, _) =>
{
    BackgroundJob.Enqueue(() => Delivery.SendAsync(url, body));
    return ValueTask.CompletedTask;
});
var monitor = JobStorage.Current.GetMonitoringApi();
var watch = Stopwatch.StartNew();
using (new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = workers }))
{
    while (Delivery.Sent < jobs || monitor.SucceededListCount() < jobs)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(10));
    }

    Console.WriteLine((jobs / watch.Elapsed.TotalSeconds).ToString("0", CultureInfo.InvariantCulture));
}

int Number(int place) => int.Parse(args[place], CultureInfo.InvariantCulture);

#pragma warning disable CA1050 // A script is in no namespace.
/// <summary>The job.</summary>
public static class Delivery
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseCookies = false, UseProxy = false });
    private static int _sent;

    public static int Sent => Volatile.Read(ref _sent);

    public static async Task SendAsync(string url, string body)
    {
        using var content = new StringContent(body);
        using var answer = await Http.PostAsync(new Uri(url), content);
        answer.EnsureSuccessStatusCode();
        Interlocked.Increment(ref _sent);
    }
}
