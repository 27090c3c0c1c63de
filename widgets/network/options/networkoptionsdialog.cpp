// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/networkoptionsdialog.h"

#include "widgets/network/options/accessoptions.h"
#include "widgets/network/options/connectionoptions.h"
#include "widgets/network/options/impairmentoptions.h"
#include "widgets/network/options/localsocketoptions.h"
#include "widgets/network/options/multicastoptions.h"
#include "widgets/network/options/packetoptions.h"
#include "widgets/network/options/reconnectoptions.h"
#include "widgets/network/options/relayserveroptions.h"
#include "widgets/network/options/tlsoptions.h"
#include "widgets/parts/fields.h"
#include "widgets/parts/statuslabel.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>

#include <algorithm>
#include <functional>

NetworkOptionsDialog::NetworkOptionsDialog(const EndpointUrl &url, const std::optional<SocketOptions> &inEffect,
                                           QWidget *parent)
    : Translated(parent), m_url(url), m_inEffect(inEffect)
{
    auto *page = new QWidget;
    m_layout = new QVBoxLayout(page);
    auto *server = new RelayServerOptions(page); // the first one for Tab
    addSection(new TlsOptions(page));
    addSection(new ImpairmentOptions(page));
    addSection(new ConnectionOptions(page));
    addSection(new LocalSocketOptions(page));
    addSection(new MulticastOptions(page));
    addSection(new ReconnectOptions(page));
    addSection(new AccessOptions(page));
    addSection(new PacketOptions(page));
    addSection(server, 0); // on top, but read last: it takes over what the others have read
    m_layout->addStretch(1);

    auto *area = new QScrollArea(this);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setWidget(page);
    m_error = new StatusLabel(this);
    m_isLive = std::any_of(m_sections.begin(), m_sections.end(), std::mem_fn(&OptionsSection::isLive));
    auto *buttons = new QDialogButtonBox(this);
    if (m_inEffect && m_isLive)
        buttons->setStandardButtons(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    else if (m_inEffect)
        buttons->setStandardButtons(QDialogButtonBox::Close);
    else
        buttons->setStandardButtons(QDialogButtonBox::Ok | QDialogButtonBox::Cancel
                                    | QDialogButtonBox::RestoreDefaults);
    m_defaults = buttons->button(QDialogButtonBox::RestoreDefaults);
    m_locked = new QLabel(this);
    m_locked->setVisible(m_inEffect.has_value());
    connect(buttons, &QDialogButtonBox::accepted, this, &NetworkOptionsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    if (m_defaults) {
        connect(m_defaults, &QPushButton::clicked, this, [this] {
            EndpointUrl defaults;
            defaults.role = m_url.role;
            showOptions(defaults);
        });
    }
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_locked);
    layout->addWidget(area, 1);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    retranslate();
    showOptions(m_url);
    watchFields(*this, this, [this] { m_error->clear(); });
    // As wide as the sections, and as high as they are or the screen allows. Their sizes would be updated later.
    for (OptionsSection *section : m_sections)
        section->updateGeometry();
    area->setMinimumWidth(page->minimumSizeHint().width() + area->verticalScrollBar()->sizeHint().width());
    const int rest = sizeHint().height() - area->sizeHint().height();
    resize(minimumSizeHint().width(),
           std::min(page->sizeHint().height() + rest, screen()->availableGeometry().height() * 9 / 10));
}

void NetworkOptionsDialog::addSection(OptionsSection *section, int position)
{
    if (!section->appliesTo(m_url.role)) {
        delete section;
        return;
    }
    m_sections.push_back(section);
    m_layout->insertWidget(position, section);
}

void NetworkOptionsDialog::showOptions(const EndpointUrl &url)
{
    m_error->clear();
    for (OptionsSection *section : m_sections) {
        section->show(url);
        if (m_inEffect && !section->isLive())
            section->showInEffect(*m_inEffect);
    }
    alignFields();
}

/// The fields of all sections begin at the same place, and are wide enough for their texts.
void NetworkOptionsDialog::alignFields()
{
    std::vector<QGridLayout *> grids;
    int width = 0;
    for (const OptionsSection *section : m_sections) {
        auto *grid = qobject_cast<QGridLayout *>(section->layout());
        if (!grid)
            continue;
        grids.push_back(grid);
        for (int i = 0; i < grid->count(); ++i) {
            int row = 0, column = 0, rows = 0, columns = 0;
            grid->getItemPosition(i, &row, &column, &rows, &columns);
            if (const QWidget *label = grid->itemAt(i)->widget(); column == 0 && columns == 1 && !label->isHidden())
                width = std::max(width, label->sizeHint().width());
        }
    }
    for (QGridLayout *grid : grids) {
        grid->setColumnMinimumWidth(0, width);
        grid->setColumnStretch(1, 1);
    }
    for (QSpinBox *box : findChildren<QSpinBox *>()) {
        if (!box->specialValueText().isEmpty()) // Qt's least width is for numbers alone
            box->setMinimumWidth(box->sizeHint().width() + box->fontMetrics().horizontalAdvance(u' '));
    }
}

void NetworkOptionsDialog::accept()
{
    EndpointUrl url = m_url;
    for (OptionsSection *section : m_sections) {
        if (const auto read = section->read(url); !read) {
            m_error->showError(read.error().message);
            return;
        }
    }
    m_url = url;
    QDialog::accept();
}

void NetworkOptionsDialog::retranslate()
{
    setWindowTitle(tr("Network options"));
    m_locked->setText(m_isLive ? tr("The relay is open: close it to change the options that are locked.")
                               : tr("The endpoint is open: close it to change its options."));
    if (m_defaults)
        m_defaults->setText(tr("Defaults"));
}
