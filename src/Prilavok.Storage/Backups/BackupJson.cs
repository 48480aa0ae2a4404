using System.Text.Json.Serialization;
using Prilavok.Core.Backups;

namespace Prilavok.Storage.Backups;

/// <summary>What stands in a backup and beside the database. The members' names are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(DatabaseMark))]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
