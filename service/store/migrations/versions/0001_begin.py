"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "gemeente",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("naam", sa.String(200), nullable=False),
        sa.Column("sleutel", sa.LargeBinary, nullable=False),
        sa.Column("bewaart_dossiers", sa.Boolean, nullable=False),
        sa.Column("bewaartermijn_dagen", sa.Integer, nullable=False),
        sa.Column("kop_nummer", sa.BigInteger, nullable=False),
        sa.Column("kop_hash", sa.String(64), nullable=False),
    )
    op.create_table(
        "toegangssleutel",
        sa.Column("id", sa.String(32), primary_key=True),
        sa.Column("gemeente", sa.String(64), nullable=False),
        sa.Column("naam", sa.String(200), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("rechten", sa.String(200), nullable=False),
        sa.Column("per_minuut", sa.Integer, nullable=False),
        sa.Column("per_dag", sa.Integer, nullable=False),
        sa.Column("gemaakt_op", sa.String(32), nullable=False),
        sa.Column("ingetrokken_op", sa.String(32), nullable=True),
    )
    op.create_table(
        "bewijsstuk",
        sa.Column("gemeente", sa.String(64), primary_key=True),
        sa.Column("nummer", sa.BigInteger, primary_key=True),
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("soort", sa.String(32), nullable=False),
        sa.Column("tijdstip", sa.String(32), nullable=False),
        sa.Column("inhoud", sa.Text, nullable=False),
        sa.Column("vorige", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
    )
    op.create_index("bewijsstuk_id", "bewijsstuk", ["gemeente", "id"], unique=True)
    op.create_table(
        "dossier",
        sa.Column("gemeente", sa.String(64), primary_key=True),
        sa.Column("toetsing", sa.String(36), primary_key=True),
        sa.Column("versleuteld", sa.LargeBinary, nullable=False),
        sa.Column("bewaard_tot", sa.String(32), nullable=False),
    )
    op.create_index("dossier_bewaard_tot", "dossier", ["bewaard_tot"])
    op.create_table(
        "herhaling",
        sa.Column("gemeente", sa.String(64), primary_key=True),
        sa.Column("sleutel", sa.String(64), primary_key=True),
        sa.Column("verzoek", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("antwoord", sa.LargeBinary, nullable=False),
        sa.Column("tijdstip", sa.String(32), nullable=False),
    )
    op.create_index("herhaling_tijdstip", "herhaling", ["tijdstip"])
    op.create_table(
        "verbruik",
        sa.Column("sleutel", sa.String(64), primary_key=True),
        sa.Column("dag", sa.String(10), primary_key=True),
        sa.Column("aantal", sa.BigInteger, nullable=False),
    )


def downgrade() -> None:
    for naam in ("verbruik", "herhaling", "dossier", "bewijsstuk", "toegangssleutel", "gemeente"):
        op.drop_table(naam)
